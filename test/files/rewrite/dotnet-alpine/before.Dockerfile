FROM mcr.microsoft.com/dotnet/sdk:10.0-alpine
WORKDIR /src
COPY ["Api/Api.csproj", "Api/"]
RUN dotnet restore "Api/Api.csproj"
COPY . .
RUN dotnet publish "Api/Api.csproj" --configuration Release --output /app/publish /p:UseAppHost=false
WORKDIR /app/publish
USER $APP_UID
EXPOSE 8080
ENTRYPOINT ["dotnet", "Api.dll"]
