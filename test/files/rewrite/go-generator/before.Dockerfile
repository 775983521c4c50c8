FROM golang:1.24-alpine
WORKDIR /app
RUN go install github.com/swaggo/swag/cmd/swag@latest && go install github.com/pressly/goose/v3/cmd/goose@v3.20.0
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN swag init -g cmd/main.go && go build -o /main cmd/main.go
EXPOSE 8000
CMD ["/main"]
