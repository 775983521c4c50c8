FROM python:3.14-alpine
RUN apk add --no-cache gcc musl-dev libffi-dev jpeg-dev zlib-dev
COPY . /code
WORKDIR /code
RUN pip install --upgrade pip && pip install -r requirements.txt
RUN python manage.py collectstatic --noinput
EXPOSE 8000
HEALTHCHECK CMD wget -q -O /dev/null http://localhost:8000/ || exit 1
CMD gunicorn config.wsgi --bind 0.0.0.0:$PORT
