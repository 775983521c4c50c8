FROM mcr.microsoft.com/powershell:7.5-debian-12
SHELL ["pwsh", "-NoLogo", "-NoProfile", "-Command", "$ErrorActionPreference = 'Stop';"]
RUN Install-PSResource -Name Pester -Version 5.7.1 -TrustRepository -Scope AllUsers
WORKDIR /srv
COPY *.ps1 ./
USER 10001
ENTRYPOINT ["pwsh", "-NoLogo", "-File", "/srv/run.ps1"]
