FROM ubuntu:24.04
ENV DEBIAN_FRONTEND=noninteractive
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      build-essential \
      ca-certificates \
      cmake \
      curl \
      git \
      ninja-build \
      python3 \
      python3-pip \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --no-log-init --uid 1001 runner
USER 1001
WORKDIR /home/runner
CMD ["bash"]
