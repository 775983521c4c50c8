FROM golang:1.27
# sources
COPY . /src
WORKDIR /src
RUN CGO_ENABLED=0 go build -o /app
# start
CMD ["/app"]