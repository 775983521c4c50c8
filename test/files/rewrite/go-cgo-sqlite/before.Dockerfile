FROM golang:1.27-bookworm
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -o /usr/local/bin/ledger ./cmd/ledger
VOLUME /var/lib/ledger
EXPOSE 9000
CMD ["ledger", "--data", "/var/lib/ledger"]
