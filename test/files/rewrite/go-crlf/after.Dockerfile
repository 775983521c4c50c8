FROM golang:1.27 AS build
# sources
COPY . /src
WORKDIR /src
RUN CGO_ENABLED=0 go build -o /app

FROM gcr.io/distroless/static-debian13:nonroot
WORKDIR /src
COPY --from=build /app /app
USER 65532:65532
# start
CMD ["/app"]