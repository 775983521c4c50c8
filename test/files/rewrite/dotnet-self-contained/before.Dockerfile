FROM mcr.microsoft.com/dotnet/sdk:10.0-noble
WORKDIR /src
COPY . .
RUN dotnet publish Worker -c Release -r linux-x64 --self-contained true -o /out
ENTRYPOINT ["/out/Worker"]
