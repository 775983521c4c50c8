FROM rocker/shiny:4.5.2
RUN apt-get update && apt-get install -y --no-install-recommends libglpk40 && rm -rf /var/lib/apt/lists/*
RUN install2.r --error --skipinstalled --ncpus -1 renv
WORKDIR /srv/shiny-server/app
COPY renv.lock ./
RUN R -e 'renv::restore(prompt = FALSE)'
COPY app.R ./
USER shiny
CMD ["/usr/bin/shiny-server"]
