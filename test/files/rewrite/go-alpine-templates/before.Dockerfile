FROM golang:1.27-alpine
RUN apk add --no-cache git ca-certificates tzdata
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY templates ./templates
COPY static ./static
COPY . .
RUN go build -o /src/mailer .
ENV TZ=Europe/Zurich
EXPOSE 8025
HEALTHCHECK --interval=30s CMD ["/src/mailer", "-ping"]
CMD ["/src/mailer"]
