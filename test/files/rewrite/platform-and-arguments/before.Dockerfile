ARG GO_VERSION=1.27
FROM --platform=linux/amd64 golang:${GO_VERSION}-alpine AS server
ARG REVISION
ARG BUILD=${REVISION}
LABEL org.opencontainers.image.revision="${BUILD}"
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /server .
EXPOSE 8080
CMD ["/server"]
