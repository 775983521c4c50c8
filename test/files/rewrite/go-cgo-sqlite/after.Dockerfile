FROM golang:1.27-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -o /usr/local/bin/ledger ./cmd/ledger
RUN mkdir -p /var/lib/ledger

FROM gcr.io/distroless/base-debian13:nonroot
WORKDIR /src
COPY --from=build /usr/local/bin/ledger /usr/local/bin/ledger
COPY --chown=65532:65532 --from=build /var/lib/ledger /var/lib/ledger
VOLUME /var/lib/ledger
EXPOSE 9000
USER 65532:65532
CMD ["ledger", "--data", "/var/lib/ledger"]
