FROM golang:1.25-alpine
RUN addgroup -S app && adduser -S -G app app
WORKDIR /home/app
COPY go.* ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /home/app/svc .
RUN chown -R app:app /home/app
USER app
ENV DB_PATH=/home/app/data.db
EXPOSE 8080
CMD ["/home/app/svc"]
