// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// What a subject has done in this minute, day and month, and what it is doing.
final class Counts {
    private final Map<RateClass, Long> requestsInMinute = new EnumMap<>(RateClass.class);
    private long requestsInDay;
    private long tokensInMinute;
    private double usdInDay;
    private double usdInMonth;

    /// By the node that lets them in, so that those of a dead one can be told.
    private final Map<String, Integer> inFlight = new TreeMap<>();

    void minuteBegins() {
        requestsInMinute.clear();
        tokensInMinute = 0;
    }

    void dayBegins() {
        requestsInDay = 0;
        usdInDay = 0;
    }

    void monthBegins() {
        usdInMonth = 0;
    }

    void forget(Collection<String> deadNodes) {
        if (!deadNodes.isEmpty()) {
            inFlight.keySet().removeAll(deadNodes);
        }
    }

    long requestsInMinute(RateClass rateClass) {
        return requestsInMinute.getOrDefault(rateClass, 0L);
    }

    long requestsInDay() {
        return requestsInDay;
    }

    long tokensInMinute() {
        return tokensInMinute;
    }

    double usdInDay() {
        return usdInDay;
    }

    double usdInMonth() {
        return usdInMonth;
    }

    long inFlight() {
        long sum = 0;
        for (int ofNode : inFlight.values()) {
            sum += ofNode;
        }
        return sum;
    }

    /// There were at least so many in earlier lives of the nodes.
    void raiseTo(long requests, double usdToday, double usdThisMonth) {
        requestsInDay = Math.max(requestsInDay, requests);
        usdInDay = Math.max(usdInDay, usdToday);
        usdInMonth = Math.max(usdInMonth, usdThisMonth);
    }

    void begin(RateClass rateClass, long tokens, String node) {
        if (rateClass != RateClass.CONTINUED) {
            requestsInMinute.merge(rateClass, 1L, Long::sum);
        }
        if (rateClass != RateClass.ADMIN) {
            requestsInDay += rateClass == RateClass.CONTINUED ? 0 : 1;
            tokensInMinute += tokens;
            inFlight.merge(node, 1, Integer::sum);
        }
    }

    /// @param moreTokens what was used beyond the estimate; negative if it was less
    void end(String node, long moreTokens, double usd) {
        inFlight.computeIfPresent(node, (id, count) -> count > 1 ? count - 1 : null);
        tokensInMinute = Math.max(0, tokensInMinute + moreTokens);
        usdInDay += usd;
        usdInMonth += usd;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeShort(requestsInMinute.size());
        for (Map.Entry<RateClass, Long> requests : requestsInMinute.entrySet()) {
            out.writeUTF(requests.getKey().name());
            out.writeLong(requests.getValue());
        }
        out.writeLong(requestsInDay);
        out.writeLong(tokensInMinute);
        out.writeDouble(usdInDay);
        out.writeDouble(usdInMonth);
        out.writeShort(inFlight.size());
        for (Map.Entry<String, Integer> node : inFlight.entrySet()) {
            out.writeUTF(node.getKey());
            out.writeInt(node.getValue());
        }
    }

    static Counts read(DataInputStream in) throws IOException {
        Counts counts = new Counts();
        for (int classes = in.readShort(); classes > 0; classes--) {
            counts.requestsInMinute.put(RateClass.valueOf(in.readUTF()), in.readLong());
        }
        counts.requestsInDay = in.readLong();
        counts.tokensInMinute = in.readLong();
        counts.usdInDay = in.readDouble();
        counts.usdInMonth = in.readDouble();
        for (int nodes = in.readShort(); nodes > 0; nodes--) {
            counts.inFlight.put(in.readUTF(), in.readInt());
        }
        return counts;
    }
}
