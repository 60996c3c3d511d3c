package nl.privacyloket.kit.paging;

import java.util.List;

/**
 * One page of a list.
 *
 * @param page from 0
 * @param size most items on a page
 * @param total items on all pages
 */
public record Page<T>(List<T> items, int page, int size, long total) {
    /** Page size when the caller names none. */
    public static final String DEFAULT_SIZE = "50";

    /** Largest page size that a caller may ask for. */
    public static final int LARGEST_SIZE = 200;

    /** Last page that may be asked for, so that page times size stays a sensible offset. */
    public static final int LAST_PAGE = 1_000_000;
}
