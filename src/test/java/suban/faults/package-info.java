/**
 * Bad days, really had: nodes killed again and again, PostgreSQL restarted and killed, its disk full, mail servers down, clocks that
 * jump, a hundred deadlines that pass while nothing runs. Only {@code mvn -Pfaults verify} runs these; under 25 minutes.
 */
package suban.faults;
