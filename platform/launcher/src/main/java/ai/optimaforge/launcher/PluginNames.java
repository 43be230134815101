// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.kernel.plugin.descriptor.PluginName;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.lang.model.SourceVersion;

/// The names of a plugin in the forms in which its files have them.
///
/// @param id lower-case words joined by hyphens
/// @param javaPackage the package of its classes
record PluginNames(String id, String javaPackage) {
    private static final Pattern PACKAGE =
            Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)*");
    private static final int LONGEST = 60;

    /// What is wrong with the names, one line each.
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!PluginName.isId(id) || id.length() > LONGEST) {
            problems.add(
                    "NAME %s must be lower-case words joined by hyphens, of %d characters at most, for instance acme-search"
                            .formatted(id, LONGEST));
        }
        boolean isWritable =
                PACKAGE.matcher(javaPackage).matches()
                        && Arrays.stream(javaPackage.split("\\.", -1))
                                .allMatch(SourceVersion::isName);
        if (!isWritable) {
            problems.add(
                    "--package %s must be a Java package in lower case, for instance com.acme.search"
                            .formatted(javaPackage));
        }
        if (javaPackage.startsWith("ai.optimaforge.")) {
            problems.add(
                    "--package %s is the platform's: take one of yours".formatted(javaPackage));
        }
        return problems;
    }

    /// The text of one plugin with the names of another. The names are compound words, so nothing
    /// else is taken for one of them.
    String replace(String text, PluginNames other) {
        String replaced = text;
        for (Map.Entry<String, String> name : forms(other).entrySet()) {
            replaced = replaced.replace(name.getKey(), name.getValue());
        }
        return replaced;
    }

    private Map<String, String> forms(PluginNames other) {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put(javaPackage, other.javaPackage);
        forms.put(javaPackage.replace('.', '/'), other.javaPackage.replace('.', '/'));
        forms.put("<groupId>com.example<", "<groupId>" + other.javaPackage + "<");
        forms.put(id, other.id);
        forms.put(id.replace('-', '_'), other.id.replace('-', '_'));
        forms.put(className(), other.className());
        forms.put(variable(), other.variable());
        return forms;
    }

    private String className() {
        return Arrays.stream(id.split("-", -1))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private String variable() {
        String name = className();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
