package suban.problems;

/**
 * What an enterprise asked for, by a complaint or at the 12345 hotline, as far as a review compares it.
 *
 * @param kind {@code COMPLAINT} or {@code HOTLINE}
 * @param reference the complaint's number or the row's work-order number
 * @param demandType in the words of Article 3; null where it is not known
 * @param newCity id of the 新城 it comes from; null where it is not known
 */
record Demand(String kind, String reference, String title, String content, String demandType, String newCity) {

    static final String COMPLAINT = "COMPLAINT";
    static final String HOTLINE = "HOTLINE";

    /** What is compared: the title counts twice. */
    String text() {
        return title + "\n" + title + "\n" + (content == null ? "" : content);
    }
}
