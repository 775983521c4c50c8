FROM golang:1.27-bookworm
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
WORKDIR /src
COPY . .
RUN <<EOF
set -e
export CGO_ENABLED=0
go vet ./... | tee /tmp/vet.txt
go build -o /out/agent ./cmd/agent
EOF
ENTRYPOINT ["/out/agent"]
