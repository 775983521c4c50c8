FROM golang:1.27-alpine AS build
RUN apk add --no-cache git ca-certificates tzdata
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY templates ./templates
COPY static ./static
COPY . .
RUN go build -o /src/mailer .

FROM gcr.io/distroless/static-debian13:nonroot
WORKDIR /src
COPY --from=build /src/mailer /src/mailer
COPY --from=build /src/templates /src/templates
COPY --from=build /src/static /src/static
ENV TZ=Europe/Zurich
EXPOSE 8025
HEALTHCHECK --interval=30s CMD ["/src/mailer", "-ping"]
USER 65532:65532
CMD ["/src/mailer"]
