// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Boots a real platform for the tests of a class, with the plugin in whose directory they run,
/// through the real class loader. Tests and their constructor can ask for the [TestPlatform], an
/// [ai.optimaforge.testing.client.ApiClient] with a key that carries all scopes, and the
/// [TestCluster]. All is closed after the last test of the class.
///
/// ```java
/// @PlatformTest(settings = "plugins.acme.greeting=Hi")
/// class AcmeTest {
///     @Test
///     void should_greet(ApiClient client) {
///         assertEquals(200, client.get("/v1/acme").status());
///     }
/// }
/// ```
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PlatformExtension.class)
public @interface PlatformTest {
    /// How many nodes: one, or two that share a store and form a cluster. The client and the
    /// platform that a test asks for are those of the first.
    int nodes() default 1;

    /// The directories of the modules whose plugins are loaded, as their builds leave them before
    /// they are packaged.
    String[] plugins() default {""};

    /// Settings, each as `--set` takes it: `key=value`.
    String[] settings() default {};
}
