FROM mcr.microsoft.com/dotnet/sdk:10.0.100
WORKDIR /app
COPY . ./
RUN dotnet publish -c Release
EXPOSE 5000
ENV ASPNETCORE_HTTP_PORTS=5000
CMD ["dotnet", "bin/Release/net10.0/publish/Rates.dll"]
