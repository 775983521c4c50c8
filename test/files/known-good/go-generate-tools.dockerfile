FROM golang:1.27-alpine AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go generate ./... && go vet ./... && CGO_ENABLED=0 go build -trimpath -ldflags="-s -w -X 'main.commit=$(git rev-parse HEAD)'" -o /bin/app ./cmd/app
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /bin/app /
CMD ["/app"]
