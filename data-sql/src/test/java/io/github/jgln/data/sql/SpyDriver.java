package io.github.jgln.data.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;

/** A driver of databases in memory that remembers what it is told; where a URL has a host it repeats all of it, as some drivers do. */
final class SpyDriver implements Driver {
    /** Calls, with what was given. */
    final List<String> calls = new ArrayList<>();

    private SpyDriver() {}

    static SpyDriver register() throws SQLException {
        SpyDriver driver = new SpyDriver();
        DriverManager.registerDriver(driver);
        return driver;
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith("jdbc:spy:");
    }

    @Override
    public Connection connect(String url, Properties settings) throws SQLException {
        if (url.contains("//")) {
            throw new SQLException(
                    "No way to " + url + ", of which the parts are " + Arrays.toString(url.split("[/:@?&;]")));
        }
        return spied(Connection.class, DriverManager.getConnection("jdbc:h2:mem:"));
    }

    private <T> T spied(Class<T> type, T real) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            calls.add(method.getName() + (arguments == null ? "" : Arrays.toString(arguments)));
            try {
                Object result = method.invoke(real, arguments);
                return result instanceof Statement statement ? spied(Statement.class, statement) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(SpyDriver.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties settings) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
