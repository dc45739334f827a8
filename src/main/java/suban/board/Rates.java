package suban.board;

/**
 * The rates of a period.
 *
 * @param response 当日回应率 (Article 9)
 * @param onTime 按时办结率 by the original date (Article 16)
 * @param adjusted 按时办结率 by the granted date (Articles 11, 16)
 * @param praise 好评率 (Articles 14, 16)
 * @param rehandling 补办率 (Article 14)
 */
public record Rates(Rate response, Rate onTime, Rate adjusted, Rate praise, Rate rehandling) {}
