FROM golang:1.24
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/server ./cmd/server && CGO_ENABLED=0 go build -o /bin/migrate ./cmd/migrate
CMD ["/bin/server"]
