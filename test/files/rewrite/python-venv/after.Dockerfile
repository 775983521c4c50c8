FROM python:3.14-slim-bookworm AS build
RUN apt-get update && apt-get install -y gcc libxml2-dev libxslt1-dev libmagic1 curl && rm -rf /var/lib/apt/lists/*
ENV VIRTUAL_ENV=/venv
ENV PATH="/venv/bin:$PATH"
RUN python -m venv /venv
WORKDIR /srv
COPY pyproject.toml README.md ./
COPY src ./src
RUN pip install .

FROM python:3.14-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends libxml2 libxslt1.1 libmagic1 curl \
 && rm -rf /var/lib/apt/lists/*
ENV VIRTUAL_ENV=/venv
ENV PATH="/venv/bin:$PATH"
WORKDIR /srv
COPY --from=build /venv /venv
USER 10001
ENTRYPOINT ["feeds"]
CMD ["--help"]
