FROM python:3.14-alpine
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1
WORKDIR /srv
COPY requirements.txt .
RUN set -eux \
 && apk add --no-cache libpq \
 && apk add --no-cache --virtual .build-deps gcc musl-dev postgresql-dev \
 && pip install -r requirements.txt \
 && apk del --no-network .build-deps
COPY . .
RUN addgroup -g 10001 app && adduser -D -H -u 10001 -G app app
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "-w", "4", "-b", "0.0.0.0:8000", "app:app"]
