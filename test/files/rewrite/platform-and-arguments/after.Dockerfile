ARG GO_VERSION=1.27
FROM --platform=linux/amd64 golang:${GO_VERSION}-alpine AS server
ARG REVISION
ARG BUILD=${REVISION}
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /server .

FROM --platform=linux/amd64 gcr.io/distroless/static-debian13:nonroot
ARG REVISION
ARG BUILD=${REVISION}
WORKDIR /src
COPY --from=server /server /server
LABEL org.opencontainers.image.revision="${BUILD}"
EXPOSE 8080
USER 65532:65532
CMD ["/server"]
