# Built in the SDK, run in the runtime: the image holds the service and nothing that builds it.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# The packages first: they change seldom, and this layer with them.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/Domain/Domain.csproj src/Domain/
COPY src/Persistence/Persistence.csproj src/Persistence/
COPY src/Api/Api.csproj src/Api/
RUN dotnet restore src/Api

COPY src src
RUN dotnet publish src/Api --no-restore -c Release -o /app && mkdir /data

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
COPY LICENSE NOTICE ./
COPY --from=build --chown=$APP_UID:$APP_UID /data /data

# As a user without rights. The service listens on loopback only, which nothing outside of the container reaches. To open it,
# make the first key, which it needs for that, and then tell it where to listen:
#   docker run --rm -v detection-data:/data detection-api keys add --name "first key" --owner you --role admin
#   docker run -p 9280:9280 -v detection-data:/data -e ASPNETCORE_URLS=http://0.0.0.0:9280 detection-api
USER $APP_UID
ENV ASPNETCORE_HTTP_PORTS= \
    Storage__DataDirectory=/data
VOLUME /data
EXPOSE 9280

# The runtime image has no HTTP client but bash.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/9280 && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && grep -q ' 200 ' <&3"]

ENTRYPOINT ["dotnet", "DetectionApi.dll"]
