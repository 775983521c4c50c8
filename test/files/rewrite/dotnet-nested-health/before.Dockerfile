FROM mcr.microsoft.com/dotnet/sdk:10.0
ARG BUILD_CONFIGURATION=Release
WORKDIR /src
COPY . .
RUN apt-get update && apt-get install -y --no-install-recommends libgdiplus && rm -rf /var/lib/apt/lists/*
RUN dotnet publish Web/Web.csproj -c $BUILD_CONFIGURATION -o /srv/web
COPY appsettings.Production.json /srv/web/
WORKDIR /srv/web
EXPOSE 8080
HEALTHCHECK --interval=1m CMD curl -fs http://127.0.0.1:8080/health || exit 1
CMD ["dotnet", "Web.dll"]
