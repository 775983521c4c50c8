FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG BUILD_CONFIGURATION=Release
WORKDIR /src
COPY . .
RUN apt-get update && apt-get install -y --no-install-recommends libgdiplus && rm -rf /var/lib/apt/lists/*
RUN dotnet publish Web/Web.csproj -c $BUILD_CONFIGURATION -o /srv/web

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
 && apt-get install -y --no-install-recommends libgdiplus curl \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY --from=build /srv/web /srv/web
COPY appsettings.Production.json /srv/web/
WORKDIR /srv/web
EXPOSE 8080
HEALTHCHECK --interval=1m CMD curl -fs http://127.0.0.1:8080/health || exit 1
USER 1654:1654
CMD ["dotnet", "Web.dll"]
