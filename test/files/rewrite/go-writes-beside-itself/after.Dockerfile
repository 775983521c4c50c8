FROM golang:1.25-alpine AS build
RUN addgroup -S app && adduser -S -G app app
WORKDIR /home/app
COPY go.* ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /home/app/svc .
RUN chown -R app:app /home/app

FROM gcr.io/distroless/static-debian13:nonroot
COPY --chown=65532:65532 --from=build /home/app/svc /home/app/svc
WORKDIR /home/app
USER 65532:65532
ENV DB_PATH=/home/app/data.db
EXPOSE 8080
CMD ["/home/app/svc"]
