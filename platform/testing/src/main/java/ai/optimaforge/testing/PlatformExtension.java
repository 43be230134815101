// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import ai.optimaforge.testing.client.ApiClient;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

import java.nio.file.Path;
import java.util.Set;

/// Starts what a [PlatformTest] asks for, once for its class.
final class PlatformExtension implements BeforeAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(PlatformExtension.class);
    private static final Set<Class<?>> PARAMETERS =
            Set.of(TestPlatform.class, ApiClient.class, TestCluster.class);

    /// What a class of tests has.
    private record Running(TestCluster cluster, ApiClient client) implements AutoCloseable {
        TestPlatform first() {
            return cluster.nodes().getFirst();
        }

        @Override
        public void close() {
            client.close();
            cluster.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Class<?> type = context.getRequiredTestClass();
        PlatformTest wanted =
                AnnotationSupport.findAnnotation(type, PlatformTest.class).orElseThrow();
        TestCluster cluster = TestCluster.start(wanted.nodes(), builder -> shape(builder, wanted));
        TestPlatform first = cluster.nodes().getFirst();
        // JUnit closes what its store holds when the class is done
        context.getStore(NAMESPACE)
                .put(
                        Running.class,
                        new Running(cluster, new ApiClient(first.address(), first.key())));
    }

    private static void shape(TestPlatform.Builder builder, PlatformTest wanted) {
        for (String module : wanted.plugins()) {
            builder.plugin(Path.of(module));
        }
        for (String setting : wanted.settings()) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "@PlatformTest: settings: %s must be key=value".formatted(setting));
            }
            builder.set(setting.substring(0, equals), setting.substring(equals + 1));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getStore(NAMESPACE).get(Running.class, Running.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == ApiClient.class) {
            return running.client();
        }
        return type == TestCluster.class ? running.cluster() : running.first();
    }
}
