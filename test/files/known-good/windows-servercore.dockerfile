# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2022 AS installer
SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue';"]
ARG NODE_VERSION=24.11.0
RUN Invoke-WebRequest -OutFile node.zip "https://nodejs.org/dist/v$($env:NODE_VERSION)/node-v$($env:NODE_VERSION)-win-x64.zip"; `
    if ((Get-FileHash node.zip -Algorithm sha256).Hash -ne '1054540BCE22B54EC7E50EBC078EC5D090700A77657607A58F6A64DF21F49FDD') { throw 'checksum' }; `
    Expand-Archive node.zip -DestinationPath C:\; `
    Rename-Item "C:\node-v$($env:NODE_VERSION)-win-x64" C:\nodejs

FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
USER ContainerAdministrator
RUN setx /M PATH "%PATH%;C:\nodejs"
USER ContainerUser
COPY --from=installer C:\nodejs\ C:\nodejs\
WORKDIR C:\app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY src ./src
CMD ["node.exe", "src\\index.js"]
