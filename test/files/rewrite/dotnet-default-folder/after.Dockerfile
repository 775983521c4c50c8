FROM mcr.microsoft.com/dotnet/sdk:10.0.100 AS build
WORKDIR /app
COPY . ./
RUN dotnet publish -c Release

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app/bin/Release/net10.0/publish /app/bin/Release/net10.0/publish
EXPOSE 5000
ENV ASPNETCORE_HTTP_PORTS=5000
USER 1654:1654
CMD ["dotnet", "bin/Release/net10.0/publish/Rates.dll"]
