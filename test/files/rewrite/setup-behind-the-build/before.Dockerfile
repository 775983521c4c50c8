FROM python:3.14-slim
RUN apt-get update && apt-get install -y --no-install-recommends gcc python3-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.txt ./
RUN pip install -r requirements.txt
COPY . .
RUN useradd --create-home --uid 10001 web && chown -R web:web /app
USER web
EXPOSE 8000
ENTRYPOINT ["./entrypoint.sh"]
