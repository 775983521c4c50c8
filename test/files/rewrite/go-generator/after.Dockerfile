FROM golang:1.24-alpine AS build
WORKDIR /app
RUN go install github.com/swaggo/swag/cmd/swag@latest && go install github.com/pressly/goose/v3/cmd/goose@v3.20.0
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN swag init -g cmd/main.go && go build -o /main cmd/main.go

FROM gcr.io/distroless/static-debian13:nonroot
WORKDIR /app
COPY --from=build /main /main
COPY --from=build /go/bin/goose /usr/local/bin/goose
EXPOSE 8000
USER 65532:65532
CMD ["/main"]
