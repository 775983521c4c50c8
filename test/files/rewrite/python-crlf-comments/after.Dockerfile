# my app
FROM python:3.12-slim-bookworm AS build

# the compiler
RUN apt-get update && apt-get install -y gcc

# user
RUN useradd -m app

# code
WORKDIR /home/app/src
COPY --chown=app:app . .
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
RUN pip install -r requirements.txt

FROM python:3.12-slim-bookworm
ENV PATH="/opt/venv/bin:$PATH"
COPY --from=build /opt/venv /opt/venv
COPY --chown=65532:65532 --from=build /home/app/src /home/app/src
WORKDIR /home/app/src
USER 65532:65532

# serve
CMD ["gunicorn", "app:app"]
