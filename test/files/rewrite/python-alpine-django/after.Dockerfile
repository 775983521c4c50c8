FROM python:3.14-alpine AS build
RUN apk add --no-cache gcc musl-dev libffi-dev jpeg-dev zlib-dev
COPY . /code
WORKDIR /code
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
RUN pip install --upgrade pip && pip install -r requirements.txt
RUN python manage.py collectstatic --noinput

FROM python:3.14-alpine
RUN apk add --no-cache libjpeg-turbo
ENV PATH="/opt/venv/bin:$PATH"
WORKDIR /code
COPY --from=build /opt/venv /opt/venv
COPY --from=build /code /code
EXPOSE 8000
HEALTHCHECK CMD wget -q -O /dev/null http://localhost:8000/ || exit 1
USER 65532:65532
CMD gunicorn config.wsgi --bind 0.0.0.0:$PORT
