FROM python:3.14-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends nginx-light supervisor \
 && rm -rf /var/lib/apt/lists/*
COPY supervisord.conf /etc/supervisor/conf.d/app.conf
COPY nginx.conf /etc/nginx/nginx.conf
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY app app
RUN useradd --system --no-log-init --uid 10001 app && chown -R app /var/lib/nginx /var/log/nginx
USER 10001
CMD ["/usr/bin/supervisord", "-n", "-c", "/etc/supervisor/supervisord.conf"]
