FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /src
COPY . .
RUN dotnet publish Worker -c Release -r linux-x64 --self-contained true -o /out

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble
WORKDIR /src
COPY --from=build /out /out
USER 1654:1654
ENTRYPOINT ["/out/Worker"]
