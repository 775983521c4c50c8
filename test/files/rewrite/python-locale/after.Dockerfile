FROM python:3.12-slim-bookworm AS build
RUN apt-get update && apt-get install -y locales gcc && sed -i '/de_DE.UTF-8/s/^# //' /etc/locale.gen && locale-gen
ENV LANG=de_DE.UTF-8 LC_ALL=de_DE.UTF-8
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
RUN pip install -r requirements.txt

FROM python:3.12-slim-bookworm
ENV LANG=de_DE.UTF-8 LC_ALL=de_DE.UTF-8
ENV PATH="/opt/venv/bin:$PATH"
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
COPY --from=build /usr/lib/locale /usr/lib/locale
COPY . .
USER 65532:65532
CMD ["python", "report.py"]
