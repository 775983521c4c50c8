FROM python:3.11-slim-bookworm AS build
ENV POETRY_VIRTUALENVS_IN_PROJECT=1 POETRY_NO_INTERACTION=1 PYTHONUNBUFFERED=1
RUN apt-get update && apt-get install -y --no-install-recommends gcc libffi-dev curl && curl -sSL https://install.python-poetry.org | python3 -
ENV PATH="/root/.local/bin:$PATH"
WORKDIR /srv
COPY pyproject.toml poetry.lock ./
RUN poetry install --only main --no-root

FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1
ENV PATH="/srv/.venv/bin:$PATH"
WORKDIR /srv
COPY --from=build /srv/.venv /srv/.venv
COPY . .
USER 65532:65532
CMD ["gunicorn", "app:app", "-b", "0.0.0.0:8000"]
