FROM golang:1.24 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/server ./cmd/server && CGO_ENABLED=0 go build -o /bin/migrate ./cmd/migrate

FROM gcr.io/distroless/static-debian13:nonroot
WORKDIR /src
COPY --from=build /bin/server /bin/server
COPY --from=build /bin/migrate /bin/migrate
USER 65532:65532
CMD ["/bin/server"]
