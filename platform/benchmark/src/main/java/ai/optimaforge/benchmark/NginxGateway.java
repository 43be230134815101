// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.Ports;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// nginx as a plain proxy: what passing a call on costs when nothing is looked at.
///
/// @param upstreamPort where the upstream listens
/// @param directory where it may keep its files
record NginxGateway(int upstreamPort, Path directory) implements Gateway {
    private static final String CONFIGURATION =
            """
            worker_processes WORKERS;
            daemon off;
            pid DIRECTORY/nginx.pid;
            error_log DIRECTORY/error.log warn;
            worker_rlimit_nofile 16384;
            events { worker_connections 8192; }
            http {
              access_log off;
              client_body_temp_path DIRECTORY/body;
              proxy_temp_path DIRECTORY/proxy;
              fastcgi_temp_path DIRECTORY/fastcgi;
              uwsgi_temp_path DIRECTORY/uwsgi;
              scgi_temp_path DIRECTORY/scgi;
              client_body_buffer_size 256k;
              client_max_body_size 0;
              keepalive_requests 1000000000;
              upstream fake {
                server 127.0.0.1:UPSTREAM;
                keepalive 1024;
                keepalive_requests 1000000000;
              }
              server {
                listen 127.0.0.1:LISTEN backlog=4096;
                location / {
                  proxy_pass http://fake;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_buffering off;
                }
              }
            }
            """;

    static boolean isInstalled() {
        return Executables.isInstalled("nginx");
    }

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public RunningGateway start(Cores cores) {
        int port = Ports.free();
        Path file = directory.resolve("nginx.conf");
        try {
            Files.createDirectories(directory);
            Files.writeString(
                    file,
                    CONFIGURATION
                            .replace("WORKERS", String.valueOf(cores.count()))
                            .replace("DIRECTORY", directory.toString())
                            .replace("UPSTREAM", String.valueOf(upstreamPort))
                            .replace("LISTEN", String.valueOf(port)));
        } catch (IOException e) {
            throw new BenchmarkException("cannot write " + file, e);
        }
        var target =
                new Target(name(), URI.create("http://127.0.0.1:" + port + "/v1"), "none", "fake");
        List<String> command =
                List.of("nginx", "-p", directory.toString(), "-c", file.toString(), "-e", "stderr");
        return RunningGateway.start(
                target, cores, command, Map.of(), directory.resolve("nginx.log"));
    }
}
