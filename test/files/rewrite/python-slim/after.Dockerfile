FROM python:3.14-slim AS build
ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1

# headers for psycopg
RUN apt-get update \
    && apt-get install -y --no-install-recommends build-essential libpq-dev \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
# packages
COPY requirements.txt .
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
RUN pip install -r requirements.txt

FROM python:3.14-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpq5 \
 && rm -rf /var/lib/apt/lists/*
ENV PYTHONUNBUFFERED=1
ENV PATH="/opt/venv/bin:$PATH"
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
COPY . .
EXPOSE 8000
USER 65532:65532
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "shop.wsgi"]
