FROM golang:1.27-bookworm AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
WORKDIR /src
COPY . .
RUN <<EOF
set -e
export CGO_ENABLED=0
go vet ./... | tee /tmp/vet.txt
go build -o /out/agent ./cmd/agent
EOF

FROM gcr.io/distroless/static-debian13:nonroot
WORKDIR /src
COPY --from=build /out/agent /out/agent
USER 65532:65532
ENTRYPOINT ["/out/agent"]
