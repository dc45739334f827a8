/**
 * The pictures of diagrams and tables in the analysts' guide, {@code processes/pictures}: drawn by the build, told apart from what they
 * were drawn from by a fingerprint, so that none is ever stale.
 */
package suban.pictures;
