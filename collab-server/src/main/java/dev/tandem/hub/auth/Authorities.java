package dev.tandem.hub.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whose signature under a server's certificate is believed: those that Java trusts, and those of a file. */
public final class Authorities {

    private Authorities() {}

    /**
     * What connections are made with.
     *
     * @param pem a file of one or more certificates in PEM form, trusted besides those that Java trusts
     * @throws IOException with a clear sentence if the file cannot be read or holds no certificate
     */
    public static SSLContext trusting(Path pem) throws IOException {
        Collection<? extends Certificate> own;
        try (InputStream in = Files.newInputStream(pem)) {
            own = CertificateFactory.getInstance("X.509").generateCertificates(in);
        } catch (CertificateException e) {
            throw new IOException(pem + " is not a file of certificates in PEM form.", e);
        } catch (IOException e) {
            throw new IOException(
                    "The certificates in " + pem + " cannot be read: it is not there, or not readable.", e);
        }
        if (own.isEmpty()) {
            throw new IOException(pem + " holds no certificate in PEM form.");
        }
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate : own) {
                trusted.setCertificateEntry("own-" + number++, certificate);
            }
            for (X509Certificate certificate : usual()) {
                trusted.setCertificateEntry("usual-" + number++, certificate);
            }
            TrustManagerFactory managers = factory();
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificates in " + pem + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private static TrustManagerFactory factory() throws GeneralSecurityException {
        return TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    }

    private static X509Certificate[] usual() throws GeneralSecurityException {
        TrustManagerFactory managers = factory();
        managers.init((KeyStore) null);
        for (TrustManager manager : managers.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }
}
