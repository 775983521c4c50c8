FROM python:3.14-slim
RUN useradd --system --no-log-init --uid 10001 app
WORKDIR /app
ONBUILD COPY requirements.txt ./
ONBUILD RUN pip install --no-cache-dir -r requirements.txt
ONBUILD COPY . .
ONBUILD USER 10001
CMD ["python", "-m", "app"]
