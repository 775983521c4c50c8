# my app
FROM python:3.12-slim-bookworm

# the compiler
RUN apt-get update && apt-get install -y gcc

# user
RUN useradd -m app

# code
WORKDIR /home/app/src
COPY --chown=app:app . .
RUN pip install -r requirements.txt
USER app

# serve
CMD ["gunicorn", "app:app"]
