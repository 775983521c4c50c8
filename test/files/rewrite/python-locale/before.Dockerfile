FROM python:3.12-slim-bookworm
RUN apt-get update && apt-get install -y locales gcc && sed -i '/de_DE.UTF-8/s/^# //' /etc/locale.gen && locale-gen
ENV LANG=de_DE.UTF-8 LC_ALL=de_DE.UTF-8
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
CMD ["python", "report.py"]
