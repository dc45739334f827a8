/** What those who operate Suban watch: figures for their monitoring, read by few statements, from any node the same. */
package suban.operation;
