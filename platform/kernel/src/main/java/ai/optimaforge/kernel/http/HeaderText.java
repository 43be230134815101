// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

/// Text in a quoted string of a header. What could end the string or the header, or is no ASCII,
/// is `?`: a client may have written it.
final class HeaderText {
    private HeaderText() {}

    static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            safe.append(c >= ' ' && c < 0x7F && c != '"' && c != '\\' ? c : '?');
        }
        return safe.toString();
    }
}
