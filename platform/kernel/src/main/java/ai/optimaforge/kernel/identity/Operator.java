// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

/// Whose the bootstrap key is.
final class Operator {
    static final String KEY = "key_bootstrap";
    static final String ACCOUNT = "acct_operator";
    static final String USER = "operator";

    private Operator() {}
}
